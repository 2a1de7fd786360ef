;; Counts values by blocks of 32 slots (value.blocks.ts). Places are in bytes.
(module
  (import "env" "memory" (memory 0 65536 shared))

  ;; Each run, from $run to $end, is a block (i32) and the bits of the slots found in it (i32). The values of a block stand from
  ;; $from[block] to $from[block + 1]: which they are in $values (u16), who has them in $masks (i32). Adds to $counts (i32) by value.
  (func (export "countRuns")
    (param $run i32) (param $end i32) (param $from i32) (param $values i32) (param $masks i32) (param $counts i32)
    (local $bits i32) (local $value i32) (local $mask i32) (local $last i32) (local $count i32)
    (block $done
      (loop $runs
        (br_if $done (i32.ge_u (local.get $run) (local.get $end)))
        (local.set $bits (i32.load offset=4 (local.get $run)))
        (local.set $last
          (i32.add (local.get $from) (i32.shl (i32.load (local.get $run)) (i32.const 2))))
        (local.set $run (i32.add (local.get $run) (i32.const 8)))
        (local.set $mask (i32.load (local.get $last)))
        (local.set $last (i32.load offset=4 (local.get $last)))
        (local.set $value (i32.add (local.get $values) (i32.shl (local.get $mask) (i32.const 1))))
        (local.set $last (i32.add (local.get $values) (i32.shl (local.get $last) (i32.const 1))))
        (local.set $mask (i32.add (local.get $masks) (i32.shl (local.get $mask) (i32.const 2))))
        (loop $entries
          (br_if $runs (i32.ge_u (local.get $value) (local.get $last)))
          (local.set $count
            (i32.add (local.get $counts) (i32.shl (i32.load16_u (local.get $value)) (i32.const 2))))
          (i32.store (local.get $count)
            (i32.add
              (i32.load (local.get $count))
              (i32.popcnt (i32.and (i32.load (local.get $mask)) (local.get $bits)))))
          (local.set $value (i32.add (local.get $value) (i32.const 2)))
          (local.set $mask (i32.add (local.get $mask) (i32.const 4)))
          (br $entries))))))
