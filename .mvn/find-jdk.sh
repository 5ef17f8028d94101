# Finds a JDK that is new enough; sourced by hadamard and mvnw.
need=25

# A JDK is good when its release file tells a version that is new enough, which is faster than
# asking Java.
is_good() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ -n "$version" ] && [ "$version" -ge "$need" ]
}

java_on_path() {
  java=$(command -v java) || return 1
  while [ -L "$java" ]; do
    target=$(readlink "$java")
    case $target in
      /*) java=$target ;;
      *) java=$(dirname "$java")/$target ;;
    esac
  done
  dirname "$(dirname "$java")"
}

find_jdk() {
  for jdk in "${HADAMARD_JAVA_HOME:-}" "${JAVA_HOME:-}" "$(java_on_path)" \
    /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    "${HOME:-}"/.jdks/*/Contents/Home /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$jdk" ] && is_good "$jdk"; then
      printf '%s\n' "$jdk"
      return 0
    fi
  done
  if [ -x /usr/libexec/java_home ]; then
    jdk=$(/usr/libexec/java_home -v "$need+" 2>/dev/null) && is_good "$jdk" &&
      printf '%s\n' "$jdk" && return 0
  fi
  return 1
}

no_jdk="needs a JDK $need or newer, found none: install one (such as Eclipse Temurin $need) and set JAVA_HOME to it"
