/** The package's own worker: serves the tasks of the package. Started by file name, by `threads` and `webWorkers`. */

import { operatorCatalogue } from "./density/operators/catalogue.js";
import { serveTasks } from "./execution/index.js";
import { modelTask } from "./models/model-task.js";
import { samplerCatalogue } from "./sampling/catalogue.js";
import { transformOperatorCatalogue } from "./transforms/catalogue.js";
import { blockTask } from "./trials/block-task.js";
import { catalogue } from "./trials/catalogue.js";

const models = modelTask([...operatorCatalogue, ...transformOperatorCatalogue], samplerCatalogue);

// The one default export of the package: it is what the thread pool calls.
export default serveTasks([blockTask(catalogue), models]);
