import { prove } from "./case.ts";
import { table } from "./tables/past-previews.ts";

prove(table);
