/** The package's own worker: serves the tasks of the package. Started by file name, by `threads` and `webWorkers`. */

import { serveTasks } from "./execution/index.js";
import { blockTask } from "./trials/block-task.js";
import { catalogue } from "./trials/catalogue.js";

// The one default export of the package: it is what the thread pool calls.
export default serveTasks([blockTask(catalogue)]);
