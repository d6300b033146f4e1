"""The pages, one folder an area: views.py, urls.py, templates/<name>/. Found by walking."""
