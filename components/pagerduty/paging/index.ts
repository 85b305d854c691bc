import type { Reader } from "../../paging.ts";
import { accountOf } from "./objects.ts";
import { pagingOf } from "./walk.ts";

export const reader: Reader = (objects, idOf) => {
  const account = accountOf(objects);
  return ({ id }, at) => {
    const service = account.services.get(idOf("service", id));
    return service && pagingOf(account, service.name, at);
  };
};
