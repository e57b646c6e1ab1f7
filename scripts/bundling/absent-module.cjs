// Stands in a bundle for an optional module of a library that we do not use: asking for it fails, as where it is not installed.
throw new Error("not part of this program");
