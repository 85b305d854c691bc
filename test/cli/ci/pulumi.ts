import { chmodSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Environment } from "../../../cli/ci/settings.ts";
import { write } from "./steps.ts";

export interface FakePulumi {
  /** what the stack says it was deployed from; default: nothing */
  readonly tag?: string;
  /** what a preview prints */
  readonly preview?: string;
  /** how everything but a question ends */
  readonly code?: number;
}

/** A Pulumi CLI that notes how it was called, with the settings that it was given. Answers the environment that finds it. */
export function fakePulumi(folder: string, { tag, preview = "", code = 0 }: FakePulumi): Environment {
  const bin = join(folder, "bin");
  const tagged =
    tag === undefined ? `echo "error: stack tag 'slostack:commit' not found for stack 'prod'" >&2; exit 1` : `echo ${tag}; exit 0`;
  write(join(folder, "preview.json"), preview);
  write(
    join(bin, "pulumi"),
    `#!/bin/sh
if [ "$1" = version ]; then echo v3.259.0; exit 0; fi
echo "$*" >> ${folder}/pulumi-calls
if [ "$1 $2 $3" = "stack tag get" ]; then ${tagged}; fi
while [ $# -gt 0 ]; do
  if [ "$1" = --config-file ]; then cp "$2" ${folder}/settings.json; cp -r "$(dirname "$2")/head" ${folder}/catalog-of-head; fi
  shift
done
cat ${folder}/preview.json
if [ ${code} != 0 ]; then echo "error: it did not work" >&2; fi
exit ${code}
`,
  );
  // The engine is found complete only where its language host lies beside it.
  write(join(bin, "pulumi-language-nodejs"), "#!/bin/sh\n");
  for (const name of ["pulumi", "pulumi-language-nodejs"]) chmodSync(join(bin, name), 0o755);
  return { PATH: [bin, process.env.PATH ?? ""].join(delimiter) };
}

/** How it was called, without the flags that every call has. */
export const callsIn = (folder: string): string[] =>
  readFileSync(join(folder, "pulumi-calls"), "utf8")
    .trim()
    .split("\n")
    .map((call) => call.replace(" --non-interactive --color never", ""));
