import type { Evaluator, Setting } from "../vendor.ts";
import { Monitoring } from "./monitoring.ts";
import { refusals } from "./refusals.ts";
import { forAws, hasWork } from "./select.ts";

const name = "aws";

/** Credentials are none of these: they come from the environment, as every AWS program takes them. */
const settings: readonly Setting[] = [{ key: "aws:region", secret: false }];

export const aws: Evaluator = {
  name,
  settings: (monitoring) => (hasWork(forAws(monitoring)) ? settings : []),
  refusals: (monitoring) => refusals(forAws(monitoring)),
  provision(monitoring, pages) {
    const selected = forAws(monitoring);
    if (!hasWork(selected)) return {};
    const { logGroups, topics, alarms } = new Monitoring("aws-monitoring", { ...selected, pages, sender: name });
    return { logGroups, topics, alarms };
  },
};
