/** How every HTTP call behaves. Imports Camel's HTTP component and its client only. */
package solar.aps.http;
