"""Programs come in here: /api/v1/, described at /api/v1/openapi.json and /api/docs."""
