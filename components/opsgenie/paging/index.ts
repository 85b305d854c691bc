import type { Reader } from "../../paging.ts";
import { declaredObjects } from "./declared.ts";
import { accountOf } from "./objects.ts";
import { pagingOf } from "./walk.ts";

export const reader: Reader = (resolved, alerts) => {
  const account = accountOf(declaredObjects(resolved, alerts));
  return ({ escalation }, at) => pagingOf(account, escalation.id, at);
};
