# shellcheck shell=sh disable=SC2034 # read by the scripts that source this one: scripts/segue and the images' command line
# The options of the JVM that an instance (serve) runs with, unless SEGUE_JAVA_OPTS says otherwise; docs/performance.md has
# what each is worth.
#
# Most of an instance's heap are index versions, which live long and are large: by default the collector would look
# through them again and again, and queries would wait for it.
serve_options='-XX:InitiatingHeapOccupancyPercent=80 -XX:-G1UseAdaptiveIHOP'
# A query reads vectors from all over the heap; with huge pages fewer of its reads look up the page first.
case "$(cat /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null || true)" in
  *'[madvise]'* | *'[always]'*) serve_options="$serve_options -XX:+UseTransparentHugePages" ;;
esac
