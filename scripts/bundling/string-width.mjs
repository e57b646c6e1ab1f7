// Stands in a bundle for the library of this name, which yargs lays out its help with: ours is laid out by ourselves. Reading the library makes
// the engine load its tables for characters, a tenth of what starting a small build costs.
export { displayWidth as default } from "../../packages/cli/dist/render/display-width.js";
