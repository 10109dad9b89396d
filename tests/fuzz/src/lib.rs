//! The fuzz targets are in `tests/`; see `docs/internals/testing.md`.
