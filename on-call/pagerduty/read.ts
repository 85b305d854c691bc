import { serviceArgs } from "../../components/pagerduty/service.ts";
import type { Reader } from "../pager.ts";
import { declaredObjects } from "./declared.ts";
import { accountOf } from "./objects.ts";
import { pagingOf } from "./walk.ts";

export const readPagerDuty: Reader = (resolved, alerts) => {
  const account = accountOf(declaredObjects(resolved, alerts));
  return (onCall, at) => pagingOf(account, String(serviceArgs(onCall, resolved.environment, "").name), at);
};
