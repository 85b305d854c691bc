import type * as datadog from "@pulumi/datadog";
import type { Input } from "@pulumi/pulumi";
import { oldestId } from "../../../model/ids.ts";
import type { Logs, MaskKind, Pipeline, System } from "../../../model/resolved.ts";
import { pipelineQuery } from "./query.ts";

/** What is masked: its pattern and its replacement. Patterns are PCRE without anchors. */
const masks: Readonly<Record<MaskKind, { readonly pattern: string; readonly instead: string }>> = {
  email: { pattern: String.raw`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}`, instead: "[email]" },
  "credit-card": {
    pattern: String.raw`\b(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|3[47]\d{2}|6(?:011|5\d{2}))(?:[ -]?\d{2,4}){3,4}\b`,
    instead: "[card]",
  },
  token: {
    pattern: String.raw`(?i)\b(?:bearer\s+[A-Za-z0-9._~+/-]{8,}=*|eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)`,
    instead: "[token]",
  },
  "ip-address": { pattern: String.raw`\b(?:\d{1,3}\.){3}\d{1,3}\b`, instead: "[address]" },
};

/** The scanner of one pipeline's lines. Nothing but logs is scanned, and all of them. */
export function scannerGroupArgs(system: System, logs: Logs, pipeline: Pipeline): datadog.SensitiveDataScannerGroupArgs {
  const earlier = logs.pipelines.slice(
    0,
    logs.pipelines.findIndex(({ id }) => id === pipeline.id),
  );
  return {
    name: `${system.name}: ${oldestId(pipeline)}`,
    description: "Masks what must not be kept in logs.",
    filter: { query: pipelineQuery(pipeline, earlier) },
    isEnabled: true,
    productLists: ["logs"],
    samplings: [{ product: "logs", rate: 100 }],
  };
}

export function scannerRuleArgs(kind: MaskKind, groupId: Input<string>): datadog.SensitiveDataScannerRuleArgs {
  const { pattern, instead } = masks[kind];
  return {
    groupId,
    name: `Mask: ${kind}`,
    description: `Replaced by ${instead}.`,
    isEnabled: true,
    pattern,
    priority: 1,
    tags: [`sensitive_data:${kind}`],
    textReplacement: { type: "replacement_string", replacementString: instead, shouldSaveMatch: false },
  };
}
