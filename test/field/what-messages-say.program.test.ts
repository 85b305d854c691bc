import { prove } from "./case.ts";
import { table } from "./tables/what-messages-say.ts";

prove(table);
