"""Generated clients of Amili's APIs, one package for each country and API, such as `amili_client.norway.collection`.

Everything below a country is written by `spec/generate.py` and is never edited; what the packages share is
`amili_client.runtime`. Most programs want `amili_ext`, which adds tokens, retries, errors and whole workflows; this
package is its escape hatch: plain models and plain functions, one for each operation of an API.
"""
