import type { CheckedVocabulary } from "../checked-vocabulary.ts";
import { type Problem, problemAt } from "../problem.ts";
import { checkAlerts } from "./alerts.ts";
import { checkApprovals } from "./approvals.ts";
import { checkCarried } from "./carried.ts";
import { checkDashboards } from "./dashboards.ts";
import { checkEnvironments } from "./environments.ts";
import { checkGroups } from "./groups.ts";
import { checkHolidays } from "./holidays.ts";
import { checkIdentity } from "./identity.ts";
import { checkLabelNames } from "./label-names.ts";
import { checkLogs } from "./logs.ts";
import { checkMatchers } from "./matchers.ts";
import { checkMetrics } from "./metrics.ts";
import { checkObjectives } from "./objectives.ts";
import { checkOnCall } from "./on-call.ts";
import { checkOutages } from "./outage.ts";
import { checkOverrides } from "./overrides.ts";
import { checkPagers } from "./pagers.ts";
import { checkPaging } from "./paging.ts";
import { warnOfPatternTexts } from "./pattern-texts.ts";
import { checkPolicies } from "./policies.ts";
import { checkHours, checkPosts } from "./posts.ts";
import { checkProbes } from "./probes.ts";
import { checkReach } from "./reach.ts";
import { checkReferences } from "./references.ts";
import type { Check, Checked, Report } from "./report.ts";
import { checkShifts, warnOfSamePerson } from "./shifts.ts";
import { checkSignals } from "./signals.ts";
import { checkSources } from "./sources.ts";
import { checkStages, warnOfStages } from "./stages.ts";
import { checkTools } from "./tools.ts";
import { warnOfTraffic } from "./traffic.ts";
import { warnOfUnused } from "./unused.ts";
import { checkWindows } from "./windows.ts";

const checks: readonly Check[] = [
  checkReferences,
  checkIdentity,
  checkEnvironments,
  checkPosts,
  checkHours,
  checkOnCall,
  checkHolidays,
  checkShifts,
  checkOverrides,
  checkPagers,
  checkReach,
  checkPolicies,
  checkPaging,
  checkSources,
  checkLabelNames,
  checkMetrics,
  warnOfPatternTexts,
  checkMatchers,
  checkSignals,
  checkGroups,
  checkObjectives,
  checkAlerts,
  checkCarried,
  checkStages,
  checkProbes,
  checkOutages,
  checkWindows,
  checkDashboards,
  checkLogs,
  checkTools,
  checkApprovals,
];

/** Every check of meaning, on all that is sound in shape. */
export function checkCatalog({ sources, sections }: CheckedVocabulary, checked: Checked): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (part, path, code, what, detail) => problems.push(problemAt(part.document, part.prefix, path, code, what, detail));
  const more = [...sources, ...sections].flatMap((part) => part.checks ?? []);
  for (const check of [...checks, ...more]) check(checked, report);
  // Where an entry is faulty, what it alone uses would seem unused.
  if (checked.complete && problems.every(({ severity }) => severity === "warning"))
    for (const warn of [warnOfUnused, warnOfTraffic, warnOfStages, warnOfSamePerson]) warn(checked, report);
  return problems;
}
