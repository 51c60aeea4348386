"""The hand-written layer over Sweden's API, which its documentation calls the ADA API.

The API is an application of the Python framework Eve, and what Eve does alike for every resource is here once: filters (`where`), fields
and order (`query`), lists (`listing`), single reading (`reading`), changes (`editing`), and how a failure is worded (`dialect`).
"""
