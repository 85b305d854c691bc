import { existsSync } from "node:fs";
import { bodyOf, marker } from "./body.ts";
import { checksJson } from "./check.ts";
import { checksFile, proposalFile, taken, takenText } from "./files.ts";
import type { Forge } from "./forge.ts";
import { proposalJson } from "./proposal.ts";
import { commentFile, provenance } from "./review.ts";
import { type Context, forgeOf } from "./settings.ts";

export const reviewMarker = marker("review");

/**
 * Writes the review below its proposal: one comment, which is updated in place. Nothing is written where the proposal has
 * moved on meanwhile, since a newer run may have written already. Returns the exit code.
 */
export async function comment(context: Context): Promise<number> {
  const { env, write } = context;
  const { number, head, objections, queued } = taken(proposalJson(context), proposalFile, "proposal");
  if (queued) {
    write(`#${number} is in the queue: the status of ${head} decides\n`);
    return 0;
  }
  // Without results of the checks the comment omits them; the commit status says so.
  const checked = existsSync(checksJson(context)) ? taken(checksJson(context), checksFile, "check").text : "";
  const said = objections.map((one) => `- **Must not be merged**: ${one}\n`).join("");
  const text = `${said}${said === "" ? "" : "\n"}${takenText(commentFile(context), "review")}\n${checked}`;
  const forge = forgeOf(env);
  const now = await forge.proposal(number);
  if (!now.open || now.head !== head) {
    write(`#${number} ${now.open ? `has moved on to ${now.head}` : "is closed"}: nothing is written\n`);
    return 0;
  }
  const body = bodyOf({ marker: reviewMarker, text, foot: provenance(env, head), longest: forge.longest });
  write(`#${number}: ${await writeOnce(forge, number, body)}\n`);
  return 0;
}

/** Only comments by this very account count: anyone can write the marker. */
async function writeOnce(forge: Forge, number: number, body: string): Promise<string> {
  const login = await forge.ownLogin();
  const [first, ...more] = (await forge.comments(number)).filter((one) => one.author === login && one.body.startsWith(reviewMarker));
  // Two concurrent runs may both have found none.
  for (const { id } of more) await forge.removeComment(number, id);
  if (first === undefined) {
    await forge.comment(number, body);
    return "commented";
  }
  if (first.body === body) return "the comment is up to date";
  await forge.editComment(number, first.id, body);
  return "the comment is updated";
}
