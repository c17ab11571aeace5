"""Working time: what no contact holds, confirmed once a week."""
