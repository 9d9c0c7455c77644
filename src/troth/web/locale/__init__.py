"""In which languages do the pages for data subjects speak? The catalogues, and what keeps them complete."""
