"""Draw a network view in the page: a Streamlit component that sends nothing outside and moves nothing."""

from app.components.network.component import NetworkState, network

__all__ = ["NetworkState", "network"]
