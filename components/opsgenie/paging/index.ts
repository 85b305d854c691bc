import type { Reader } from "../../paging.ts";
import { accountOf } from "./objects.ts";
import { pagingOf } from "./walk.ts";

export const reader: Reader = (objects, idOf) => {
  const account = accountOf(objects);
  return ({ escalation }, at) => pagingOf(account, idOf("escalation", escalation.id), at);
};
