import { getLogGroups } from "@pulumi/aws/cloudwatch/index.js";
import type { Lister } from "../vendor.ts";

/** What the provider's functions list of a region: of the kinds that this project makes, log groups alone. */
export const listers = (): readonly Lister[] => [
  {
    what: "log groups",
    list: async () => {
      const { logGroupNames } = await getLogGroups();
      return logGroupNames.map((name) => ({ type: "aws:cloudwatch/logGroup:LogGroup", id: name, name }));
    },
  },
];
