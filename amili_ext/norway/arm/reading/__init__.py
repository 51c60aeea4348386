"""What ARMrest has, read: lists with their stored queries, and single things by their number.

listing     a list, asked for once and then read page by page
places      where the reading of a list is, as a text, and what a page says of the list
wanted      what a caller wants of a list or of one thing
unwrapping  finding it in answers whose shape is not documented
customers, documents, ar_items, document_bundles, gl_items, gl_movements, log_items
            what there is to read
resources   those of them that can only be read, as a client offers them
"""
