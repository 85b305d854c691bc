import { prove } from "./case.ts";
import { table } from "./tables/approvals-and-merges.ts";

prove(table);
