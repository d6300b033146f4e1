"""Forms in running text: tables that lost their cells when a page was copied.

Where rows and columns are gone, words still say where they are: heads, level names, signs, numbers
and units. The text becomes tokens; heads give the columns; level names anchor the rows; what stands
between two anchors is laid over the columns at the least cost (``align``).
"""
