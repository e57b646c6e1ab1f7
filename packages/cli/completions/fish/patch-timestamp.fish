source (status dirname)/stx-patch.fish
