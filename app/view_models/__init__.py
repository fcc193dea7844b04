"""Turn rows into frozen dataclasses ready to draw, without Streamlit."""
