// A worker as a user of the package writes one.
import { serveTasks } from "equipoise/execution";
import { toyTasks } from "./toy-tasks.mjs";

export default serveTasks(toyTasks);
