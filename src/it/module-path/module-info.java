/** A module that imports the library. */
module consumer {
  requires dev.hadamard;
}
