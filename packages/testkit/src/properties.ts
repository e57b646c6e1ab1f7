import fc from "fast-check";

/**
 * fast-check, for the tests of this project. In CI its inputs are the same in each run, so that a change is judged by what it changes; anywhere
 * else they are new each time, and a failure prints the seed that repeats it.
 */
if (process.env["CI"] === "true") fc.configureGlobal({ seed: 1 });

export default fc;
