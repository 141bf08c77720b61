"""The commands, each with what it is given rightly and wrongly."""
