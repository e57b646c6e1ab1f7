#!/usr/bin/env node
import { runInProcess } from "../bundle/process.js";

await runInProcess("patch-timestamp");
