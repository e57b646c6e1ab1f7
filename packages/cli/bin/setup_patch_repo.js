#!/usr/bin/env node
import { runInProcess } from "../dist/process.js";

await runInProcess("setup_patch_repo");
