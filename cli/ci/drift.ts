import { join } from "node:path";
import { withAws } from "./aws.ts";
import { bodyOf, marker } from "./body.ts";
import { tagOf } from "./deployed.ts";
import { driftFile, put, putJson, taken, takenText } from "./files.ts";
import { commitOf } from "./git.ts";
import { run } from "./run.ts";
import { type Context, folderOf, forgeOf, runOf } from "./settings.ts";

const driftFolder = (context: Context): string => join(folderOf(context), "drift");
const driftJson = (context: Context): string => join(driftFolder(context), "drift.json");
const driftMarkdown = (context: Context): string => join(driftFolder(context), "drift.md");

/**
 * `slostack drift` of a stack at the commit that is checked out, left for `drift-issue`. Drift is no failure of the
 * run: the issue reports it. Returns 2 if drift could not be determined.
 */
export async function drift(context: Context, { stack }: { readonly stack: string }): Promise<number> {
  const { root, command, write } = context;
  const commit = await commitOf(context, "HEAD");
  const args = [command, "drift", "--stack", stack, "--format", "markdown"];
  const { code, stdout, stderr } = await run(process.execPath, args, { cwd: root, env: await withAws(context), show: "kept" });
  write(stderr);
  // A program that breaks may end with 1 as well, and has printed nothing.
  if ((code !== 0 && code !== 1) || stdout.trim() === "") {
    write(`${stack} could not be compared with ${commit} (exit code ${code}${stdout.trim() === "" ? ", and nothing printed" : ""})\n`);
    return 2;
  }
  if (code === 1 && (await tagOf(context, stack)) !== commit) {
    // What was deployed in between looks like drift from here.
    putJson(driftJson(context), { stack, commit, drifted: null });
    write(`${stack} was deployed meanwhile: drift is not reported\n`);
    return 0;
  }
  put(driftMarkdown(context), stdout);
  putJson(driftJson(context), { stack, commit, drifted: code === 1 });
  write(`${stack} ${code === 1 ? "differs from" : "matches"} ${commit}\n`);
  return 0;
}

export const driftLabel = "slostack-drift";

/** Keeps one issue for the drift of a stack: opens it, updates it in place, and closes it when there is none any more. */
export async function driftIssue(context: Context): Promise<number> {
  const { stack, commit, drifted } = taken(driftJson(context), driftFile, "drift");
  const forge = forgeOf(context.env);
  const login = await forge.ownLogin();
  const mark = marker(`drift of ${stack}`);
  const issues = await forge.issues();
  const own = issues.filter(({ author, body }) => author === login && body.startsWith(mark));
  const run = runOf(context.env);
  const foot = `_Compared with ${commit}${run ? ` in [this run](${run})` : ""}. \`npx slostack drift --stack ${stack}\` does the same by hand, \`pulumi up --refresh\` repairs it._`;
  const body = (text: string) => bodyOf({ marker: mark, text, foot, longest: forge.longest });
  if (drifted === null) {
    context.write("nothing was compared: the issue is unchanged\n");
    return 0;
  }
  if (!drifted) {
    for (const { id } of own) await forge.editIssue(id, { body: body(`${stack} matches the catalog again.`), close: true });
    context.write(own.length > 0 ? "no more drift: the issue is closed\n" : "no drift\n");
    return 0;
  }
  const text = body(takenText(driftMarkdown(context), "drift"));
  const [first, ...more] = own;
  for (const { id } of more) await forge.editIssue(id, { body: body("Tracked in another issue."), close: true });
  if (first === undefined) await forge.openIssue({ title: `${stack} has drifted from the catalog`, label: driftLabel, body: text });
  else if (first.body !== text) await forge.editIssue(first.id, { body: text });
  context.write(`${stack} has drifted: the issue is ${first === undefined ? "opened" : "up to date"}\n`);
  return 0;
}
