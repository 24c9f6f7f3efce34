// Draws the API's routes from this site's own openapi.json.
const routes = document.getElementById("routes");

window.SwaggerUIBundle({
  url: routes.dataset.openapi,
  domNode: routes,
  deepLinking: false, // the address' fragment is for the table of errors
  defaultModelsExpandDepth: -1, // each route shows its own
  validatorUrl: null, // it would ask a third party
  presets: [window.SwaggerUIBundle.presets.apis],
});
