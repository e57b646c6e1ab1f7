#!/usr/bin/env node
import { runInProcess } from "../bundle/process.js";

await runInProcess("setup_patch_repo");
