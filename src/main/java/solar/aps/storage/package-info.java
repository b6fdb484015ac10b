/** Files that survive a power cut. Imports the JDK only. */
package solar.aps.storage;
