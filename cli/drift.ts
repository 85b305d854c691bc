import { type Loaded, resolve } from "../language.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { commitTag } from "./ci/deployed.ts";
import { isKnownOther } from "./drift/commit.ts";
import { gatherDrift } from "./drift/gather.ts";
import { type OpenedOptions, onStack } from "./drift/opened.ts";
import { type Answer, exitCodeOf, pageOf, placeBy } from "./drift/page.ts";
import { projectFolder } from "./project.ts";
import { markdown } from "./review/markdown.ts";
import { terminal } from "./review/terminal.ts";

export type DriftFormat = "terminal" | "markdown" | "json";

export interface DriftOptions extends OpenedOptions {
  readonly format: DriftFormat;
  /** unmanaged objects: count as drift, are only listed, or are not looked up */
  readonly unmanaged: "fail" | "list" | "skip";
  /** the answer */
  readonly write: (text: string) => void;
}

/** Columns of the terminal's text; tables are cut to fit. */
const width = 160;

/**
 * Compares the vendors' objects with the last update, and reports in the catalog's terms what was changed, removed or
 * created by hand. Changes nothing. Returns the exit code: 0 no drift, 1 drift, 2 could not be determined.
 */
export async function drift(options: DriftOptions): Promise<number> {
  const { stack, format, unmanaged, write } = options;
  return onStack(
    options,
    ["drift is reported in terms of the catalog: fix it first"],
    async ({ engine, listings, loaded, environments }) => {
      const alerts = alertsOf(resolve(loaded.catalog, stack));
      const gathered = await gatherDrift({ engine, stack, alerts, environments, listings: unmanaged === "skip" ? () => [] : listings });
      const pending = !(await isKnownOther(projectFolder(), await engine.tag(commitTag)));
      const answer = { at: new Date().toISOString(), ...gathered, counts: { pending, unmanaged: unmanaged === "fail" } };
      write(printed(format, answer, loaded));
      return exitCodeOf(answer);
    },
  );
}

function printed(format: DriftFormat, answer: Answer, { locate }: Loaded): string {
  if (format === "json") return `${JSON.stringify({ ...answer, drifted: exitCodeOf(answer) === 1 }, null, 2)}\n`;
  const page = pageOf(answer, placeBy(locate));
  return format === "markdown" ? markdown(page) : terminal(page, width);
}
