/** Real servers of other projects, each a process on loopback in a folder of its own. */
package solar.aps.servers;
