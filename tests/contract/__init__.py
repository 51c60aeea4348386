"""What the specs alone promise, held against both sides: `nox -s contract`.

* The client against a mock that knows nothing but the document (Steady, run by node): `test_contract_operations` and
  `test_contract_workflows`.
* The sandbox against requests that know nothing but the document (schemathesis): `test_contract_sandbox`.

Neither side has seen the other, so what both agree on is in the document. These tests are not among those of `nox -s tests`: they take
minutes, and want tools that nothing else here does.
"""
