/** The program: command line, settings, Camel main, exit code. Nobody imports this package. */
package solar.aps;
