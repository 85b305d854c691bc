import type { Reader } from "../../paging.ts";
import { serviceArgs } from "../service.ts";
import { declaredObjects } from "./declared.ts";
import { accountOf } from "./objects.ts";
import { pagingOf } from "./walk.ts";

export const reader: Reader = (resolved, alerts) => {
  const account = accountOf(declaredObjects(resolved, alerts));
  return (onCall, at) => pagingOf(account, String(serviceArgs(onCall, resolved.environment, "").name), at);
};
