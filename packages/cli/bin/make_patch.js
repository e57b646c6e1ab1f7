#!/usr/bin/env node
import { runInProcess } from "../dist/process.js";

await runInProcess("make_patch");
