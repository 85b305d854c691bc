import { outsideOf } from "../outside-query.ts";
import type { Runbook } from "../runbook.ts";

export const runbook: Runbook = { queries: { "better-stack": outsideOf("Better Stack") } };
