/** Files that survive a power cut, whole or line by line. Imports the JDK only. */
package solar.aps.storage;
