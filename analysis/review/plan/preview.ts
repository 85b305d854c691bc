import { z } from "zod";

/** An object before or after a step, as the engine writes it. */
const state = z.object({
  id: z.string().optional(),
  protect: z.boolean().optional(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
});

const step = z.object({
  op: z.string(),
  urn: z.string().regex(/^urn:pulumi:/, "is no URN"),
  oldState: state.nullish(),
  newState: state.nullish(),
  diffReasons: z.array(z.string()).nullish(),
  replaceReasons: z.array(z.string()).nullish(),
  detailedDiff: z.record(z.string(), z.object({ kind: z.string() })).nullish(),
});

const preview = z.object({
  steps: z.array(step),
  diagnostics: z.array(z.object({ urn: z.string().optional(), message: z.string().optional(), severity: z.string() })).nullish(),
  changeSummary: z.record(z.string(), z.number()).optional(),
});

/** What `pulumi preview --json` prints, as far as it matters here. */
export type Preview = z.infer<typeof preview>;
export type PreviewStep = z.infer<typeof step>;

/** Why a file is no preview: one sentence with the remediation. */
export class NoPreview extends Error {
  constructor(what: string) {
    super(`${what}: give the output of \`pulumi preview --json\`, standard output alone`);
    this.name = "NoPreview";
  }
}

/**
 * The output of `pulumi preview --json`.
 *
 * @throws NoPreview if it is something else, or was cut off
 */
export function parsePreview(text: string): Preview {
  return previewOf(jsonIn(text));
}

/** @throws NoPreview if the value is something else */
export function previewOf(value: unknown): Preview {
  const { success, data, error } = preview.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const place = issue?.path.join(".") || "the file";
  throw new NoPreview(`this is no preview (${place}: ${issue?.message ?? "unknown"})`);
}

function jsonIn(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === "") throw new NoPreview("the file is empty");
  if (!trimmed.startsWith("{")) throw new NoPreview("this is no preview (it does not begin with {)");
  try {
    return JSON.parse(trimmed);
  } catch (error) {
    // A stream of events is one object a line: the first line is whole, the text is not.
    const [line = "", ...more] = trimmed.split("\n");
    if (more.length > 0 && isJson(line)) throw new NoPreview("this is a stream of events");
    const said = error instanceof Error ? error.message : String(error);
    throw new NoPreview(trimmed.endsWith("}") ? `this is no JSON (${said})` : "the file is cut off: its last } is missing");
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
