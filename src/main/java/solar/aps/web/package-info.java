/**
 * The port of the program: a bounded HTTP server for what can only be read, and the files of the
 * page. Imports the JDK and Camel's life cycle; with the simulators the only room that knows the
 * JDK's HTTP server.
 */
package solar.aps.web;
