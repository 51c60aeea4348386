"""Amili's Swedish API, the ADA API: one API for partners and for creditors.

Pages: https://docs.amili.se. How one signs in is in `authentication`, with which key in `keys`.
"""
