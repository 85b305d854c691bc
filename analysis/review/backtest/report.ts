import { formatCount } from "../../../model/quantity.ts";
import type { Block, Line, Section } from "../section.ts";
import type { Backtest } from "./backtest.ts";
import { isCalledOtherwise, isChanged, isSeenOtherwise, isSpentOtherwise } from "./changed.ts";
import { isOver } from "./load.ts";
import { summaryOf } from "./summary.ts";
import { alertTable, budgetTable, incidentTable, loadTable, table, unmarkedTable } from "./tables.ts";
import { becomes, lengthText } from "./words.ts";

/** A backtest for people: the outcome in sentences, tables of what differs, and the rest folded away. */
export function backtestSections(backtest: Backtest): Section[] {
  const [first = "", ...more] = summaryOf(backtest);
  const blocks: Block[] = [
    { kind: "text", text: [{ strong: first }] },
    ...more.map((text): Block => ({ kind: "text", text })),
    ...alertTable(backtest.alerts.filter(isChanged)),
    ...incidentBlocks(backtest),
    ...unmarkedBlocks(backtest),
    ...budgetTable(backtest.budgets.filter(isSpentOtherwise)),
    ...loadBlocks(backtest),
    ...folded(backtest),
  ];
  return [{ id: "backtest", title: "On recorded data", blocks }];
}

const details = (summary: string, blocks: readonly Block[]): Block[] => (blocks.length > 0 ? [{ kind: "details", summary, blocks }] : []);

function incidentBlocks({ incidents }: Backtest): Block[] {
  if (!incidents || incidents.length === 0) return [];
  const changed = incidents.filter(isSeenOtherwise);
  if (changed.length > 0) return incidentTable(changed);
  const missed = incidents.filter(({ after }) => !after.page && !after.post).length;
  const text = `${formatCount(incidents.length, "marked incident")} in this time: each is detected as before${missed > 0 ? `; ${missed} of them by no alert` : ""}.`;
  return [{ kind: "text", text }];
}

function unmarkedBlocks({ unmarked }: Backtest): Block[] {
  if (!unmarked || unmarked.before.length + unmarked.after.length === 0) return [];
  const count = becomes(String(unmarked.before.length), String(unmarked.after.length));
  const text = `Pages outside of the listed incidents, possible false positives: ${count}.`;
  return [{ kind: "text", text }, ...details("Pages outside of the listed incidents", unmarkedTable(unmarked.before, unmarked.after))];
}

function loadBlocks({ load, pageBudget, span, unplayed }: Backtest): Block[] {
  const told = load.filter((one) => isCalledOtherwise(one) || (pageBudget && isOver(one, pageBudget, span)));
  if (told.length === 0) return [];
  const silent = unplayed.filter(({ pages }) => pages).length;
  const counted =
    "Each time that a paging alert begins to fire counts as one page, to whom its first level calls at that minute; a pager that groups calls less often.";
  const text = silent > 0 ? `${counted} ${formatCount(silent, "paging alert")} could not be replayed and would add to it.` : counted;
  return [...loadTable(told), ...details("How pages are counted", [{ kind: "text", text }])];
}

function folded({ alerts, incidents = [], budgets, load, unplayed, notes }: Backtest): Block[] {
  const same = alerts.filter((alert) => !isChanged(alert));
  const rest: Block[] = [
    ...incidentTable(incidents.filter((one) => !isSeenOtherwise(one))),
    ...budgetTable(budgets.filter((one) => !isSpentOtherwise(one))),
    ...loadTable(load.filter((one) => !isCalledOtherwise(one))),
    ...table(
      ["alert", "times fired", "firing"],
      same
        .filter(({ after }) => after && after.firing > 0)
        .map(({ title, after }) => [title, String(after?.times), lengthText(after?.firing ?? 0)]),
    ),
  ];
  const silent = same.filter(({ after }) => after?.firing === 0).length;
  const quiet: Block[] =
    silent > 0 ? [{ kind: "text", text: `${formatCount(silent, "alert")} would not have fired, before or after.` }] : [];
  return [
    ...details("What stays the same", [...rest, ...quiet]),
    ...details(`Not replayed: ${formatCount(unplayed.length, "alert")}`, reasonList(unplayed)),
    ...details("About the data", notes.length > 0 ? [{ kind: "list", items: notes }] : []),
  ];
}

/** Titles that are written out for one reason; the JSON form has all. */
const toldTitles = 8;

function reasonList(unplayed: Backtest["unplayed"]): Block[] {
  const items = [...Map.groupBy(unplayed, ({ why }) => why)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([why, all]): Line => {
      const titles = all.map(({ title }) => title).sort();
      const more = titles.length > toldTitles ? ` and ${titles.length - toldTitles} more` : "";
      return `${why}: ${titles.slice(0, toldTitles).join(", ")}${more}`;
    });
  return items.length > 0 ? [{ kind: "list", items }] : [];
}
