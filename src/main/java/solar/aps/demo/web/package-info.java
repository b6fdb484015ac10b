/** The HTTP server of the simulators. Imports the JDK only. */
package solar.aps.demo.web;
