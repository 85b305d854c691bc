import { outsideOf } from "../outside-query.ts";
import type { Runbook } from "../runbook.ts";

export const runbook: Runbook = { queries: { checkly: outsideOf("Checkly") } };
